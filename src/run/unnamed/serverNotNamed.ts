/** The code of what is said of a call whose server nobody named. */
export const serverNotNamed = 'server-not-named';
