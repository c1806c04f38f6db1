import { Menu } from 'electron';
import { menuTemplate, type MenuActions } from './menu-template.ts';

export function setMenu(actions: MenuActions, hasDevTools: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, process.platform === 'darwin', hasDevTools)));
}
