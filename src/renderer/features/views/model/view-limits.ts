/** As the contract has it. */
export const NAME_LIMIT = 80

export const viewDigits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
