/**
 * How the stage has its clocks kept: a law that nobody has verified sets no date, unless the environment says
 * `UNVERIFIED_LAW=counts`, as `unverifiedLaw` of the stage's configuration has it; the deadline then shows that its rule is not verified.
 */
export const stage = { allowsUnverified: process.env.UNVERIFIED_LAW === 'counts' };
