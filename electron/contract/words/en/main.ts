/** Native menus, dialogs, notifications and the About window. */
export const main = {} as const;
