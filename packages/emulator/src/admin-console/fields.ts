import { type Html, html, nothing } from "./html.js";

/** What was sent stays in the form when it is refused. */
export interface FieldOptions {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly help?: string;
}

export function textField({ name, label, value = "", help }: FieldOptions): Html {
  return html`<label for="${name}">${label}</label>
<input type="text" id="${name}" name="${name}" value="${value}" autocomplete="off">${helpLine(help)}`;
}

export function passwordField({ name, label, help }: FieldOptions): Html {
  return html`<label for="${name}">${label}</label>
<input type="password" id="${name}" name="${name}" autocomplete="off">${helpLine(help)}`;
}

export function areaField({ name, label, value = "", help }: FieldOptions): Html {
  return html`<label for="${name}">${label}</label>
<textarea id="${name}" name="${name}" rows="4">${value}</textarea>${helpLine(help)}`;
}

export function selectField(
  options: FieldOptions & { readonly choices: readonly (readonly [value: string, text: string])[] },
): Html {
  const { name, label, value = "", help, choices } = options;
  return html`<label for="${name}">${label}</label>
<select id="${name}" name="${name}">
${choices.map(([choice, text]) => html`<option value="${choice}"${choice === value ? html` selected` : nothing}>${text}</option>`)}
</select>${helpLine(help)}`;
}

export function tickField(options: {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly isOn: boolean;
}): Html {
  const { name, label, value = "on", isOn } = options;
  return html`<label class="tick"><input type="checkbox" name="${name}" value="${value}"${isOn ? html` checked` : nothing}> ${label}</label>`;
}

export function hiddenFields(form: URLSearchParams, names: readonly string[]): Html {
  return html`${names.flatMap((name) =>
    form.getAll(name).map((value) => html`<input type="hidden" name="${name}" value="${value}">`),
  )}`;
}

/** A button that sends one thing to do, with a form around it. */
export function actionButton(options: {
  readonly label: string;
  readonly values: Readonly<Record<string, string>>;
}): Html {
  const { label, values } = options;
  const hidden = Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" class="inline">${hidden}<button>${label}</button></form>`;
}

export function factList(facts: readonly (readonly [label: string, value: Html | string])[]): Html {
  return html`<dl>${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}

function helpLine(help: string | undefined): Html {
  return help === undefined ? nothing : html`<p class="help">${help}</p>`;
}

/** A field of a form that was sent; empty for none. */
export function sent(form: URLSearchParams, name: string): string {
  return form.get(name) ?? "";
}
