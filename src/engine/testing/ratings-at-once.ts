/** Settings of a supervisor who wants no time to take a rating back: it is sent at once. */
export const ratingsAtOnce = { review: { holdSeconds: 0 } }
