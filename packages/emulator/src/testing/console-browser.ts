/** Follows links and fills in forms by what stands on them, as a person does. */
export class ConsoleBrowser {
  page = "";
  url = "";
  status = 0;
  private cookie = "";
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  async open(path: string): Promise<void> {
    await this.load(path.startsWith("/console") ? new URL(path, this.root).href : `${this.root}${path}`);
  }

  async follow(text: string): Promise<void> {
    const link = [...this.page.matchAll(/<a [^>]*href="([^"]+)"[^>]*>([^<]*)<\/a>/g)].find(
      ([, , label]) => label === text,
    );
    if (link === undefined) throw new Error(`No link "${text}" on ${this.url}`);
    await this.load(new URL(unescapeHtml(link[1] ?? ""), this.url).href);
  }

  /** Presses a button of the first form that has it, with what its fields hold and what is filled in. */
  async press(
    button: string,
    filled: Readonly<Record<string, string | readonly string[]>> = {},
  ): Promise<void> {
    const form = this.page
      .match(/<form[^>]*>.*?<\/form>/gs)
      ?.find((text) => text.includes(`>${button}</button>`));
    if (form === undefined) throw new Error(`No button "${button}" on ${this.url}`);
    const body = new URLSearchParams();
    for (const [, name = "", value = ""] of form.matchAll(
      /<input type="(?:hidden|text)"(?: id="[^"]*")? name="([^"]*)" value="([^"]*)"/g,
    )) {
      if (!(name in filled)) body.append(name, unescapeHtml(value));
    }
    for (const [name, values] of Object.entries(filled)) {
      if (!new RegExp(`name="${name}"`).test(form)) throw new Error(`No field "${name}" on ${this.url}`);
      for (const value of typeof values === "string" ? [values] : values) body.append(name, value);
    }
    const pressed = new RegExp(
      `<button(?: class="main")? name="([^"]*)" value="([^"]*)"[^>]*>${button}</button>`,
    ).exec(form);
    if (pressed !== null) body.append(pressed[1] ?? "", pressed[2] ?? "");
    await this.load(this.url, body);
  }

  /** Submits a form of one field with the Enter key. */
  async enter(field: string, value: string): Promise<void> {
    const form = this.page
      .match(/<form[^>]*>.*?<\/form>/gs)
      ?.find((text) => text.includes(`name="${field}"`));
    const hidden = [...(form ?? "").matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const body = new URLSearchParams();
    for (const [, name = "", held = ""] of hidden) body.append(name, unescapeHtml(held));
    body.set(field, value);
    await this.load(this.url, body);
  }

  optionOf(field: string, text: string): string {
    const list =
      new RegExp(`<select[^>]*name="${field}"[^>]*>(.*?)</select>`, "s").exec(this.page)?.[1] ?? "";
    const option = [...list.matchAll(/<option value="([^"]*)"[^>]*>([^<]*)</g)].find(
      ([, , label]) => label === text,
    );
    if (option === undefined) throw new Error(`No choice "${text}" of ${field} on ${this.url}`);
    return unescapeHtml(option[1] ?? "");
  }

  shown(id: string): string {
    const value = new RegExp(`<code id="${id}">([^<]*)</code>`).exec(this.page)?.[1];
    if (value === undefined) throw new Error(`${id} is not shown on ${this.url}`);
    return unescapeHtml(value);
  }

  private async load(url: string, body?: URLSearchParams): Promise<void> {
    const headers = { cookie: this.cookie, "content-type": "application/x-www-form-urlencoded" };
    const init = body === undefined ? { headers } : { headers, method: "POST", body: body.toString() };
    const response = await fetch(url, { ...init, redirect: "manual" });
    this.cookie = response.headers.get("set-cookie")?.split(";")[0] ?? this.cookie;
    const location = response.headers.get("location");
    const text = await response.text();
    if (location !== null) return await this.load(new URL(location, url).href);
    this.page = text;
    this.url = url;
    this.status = response.status;
  }
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}
