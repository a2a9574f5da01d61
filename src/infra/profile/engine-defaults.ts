/** Seconds between two looks at the portal: soon enough for "within seconds", far below any portal's limit. */
export const POLL_SECONDS = 10

/** The demo portal as a newcomer meets it: two years of believable work, and something new every few seconds. */
export const demoDefaults = { sessions: 5000, seed: 7, pace: 6 } as const
