export class ExitThisPage {
  constructor(root: HTMLElement, config: { i18n: Record<string, string> });
  exitPage(): void;
}
