// The pause before something is tried again: twice as long after each try without an answer.
const LONGEST = 60000;

// Milliseconds, where it would be `usual` had none been missed.
export const pauseAfter = (missed, usual) => Math.min(usual * 2 ** missed, LONGEST);
