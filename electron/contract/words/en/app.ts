/** The window around the rooms: header, state line, drop zone. */
export const app = {} as const;
