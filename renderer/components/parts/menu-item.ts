export type MenuItem = {
  readonly text: string;
  readonly choose: () => void;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
};
