export { buildGuide, defaultChoices, defaultGuideRequest } from "./build.js";
export type {
  CheckId,
  Disagreement,
  Field,
  Guide,
  GuideChoices,
  GuideRequest,
  Purpose,
  Step,
  Tick,
  Wait,
} from "./guide.js";
export { renderDefaultGuides } from "./render/defaults.js";
export { renderGuideHtml } from "./render/html.js";
export { renderGuideMarkdown } from "./render/markdown.js";
export { renderGuideStep, renderGuideText } from "./render/text.js";
export { type Need, type Requirements, requirementsOf } from "./requirements.js";
