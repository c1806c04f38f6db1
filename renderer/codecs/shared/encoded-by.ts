/** What files name as the tool that made them. */
export const encodedBy = 'Stemroom';
