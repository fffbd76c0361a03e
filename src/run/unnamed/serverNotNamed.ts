/** The code of the warning about a call for which no server was named. */
export const serverNotNamed = 'server-not-named';
