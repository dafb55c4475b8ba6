// What ExitThisPage needs of govuk-frontend's base classes: 0.2 KB instead of 2 KB.
export class ConfigurableComponent {
  constructor($root, config) {
    this.$root = $root;
    this.config = config;
  }
}
export class ElementError extends Error {}
export class I18n {
  constructor(texts) {
    this.texts = texts;
  }
  t(key) {
    return this.texts[key];
  }
}
