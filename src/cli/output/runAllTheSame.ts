/** The way out for a call that is not run because a part of the message would run as shell. */
export const runAllTheSame = '--run-injected runs it all the same';
