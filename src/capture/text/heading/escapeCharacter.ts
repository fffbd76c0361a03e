/** What begins the codes that colour a text on a terminal. */
export const escapeCharacter = '\x1b';
