export type MenuItem = {
  readonly text: string;
  readonly choose: () => void;
  readonly isDisabled?: boolean;
  /** One of several that exclude each other, and whether it is the one. */
  readonly isChecked?: boolean;
  readonly isDanger?: boolean;
};
