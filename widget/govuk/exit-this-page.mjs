// GOV.UK's component (MIT); build.mjs gives it the three small parts below instead of its own base.
export { ExitThisPage } from "govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs";
