/* What bundle.mjs makes of the files in templates/. */

declare module "*.hbs" {
  const template: TemplateSpecification;
  export default template;
}

declare module "*?text" {
  const text: string;
  export default text;
}
