// Saves each answer of the question page as it is given. Without this script the form's button does the same.
//
// The form carries data-answer-url (PUT takes the parts of an answer, language, revision), data-shape (the parts and
// their shapes), data-token, data-language (of the question) and data-zone (whose clock tells the time), a hidden
// field `revision` (of the answer last seen), and one role="status" with the sentences of the macro save_state.
//
// Answers wait in a queue of this tab until the server has acknowledged them. They are sent one after the other as
// they were given, those of a page that was left included; of one question the newest alone waits.

const SIGNS = {
  saving: ["", ["M4.5 10h.2M10 10h.2M15.5 10h.2"]],
  saved: [" is-done", ["M4 10.5l4 4 8-9"]],
  unsaved: [" is-late", ["M10 3v9M10 16.5v.2"]],
};
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
const PATIENCE = 3000;
const TYPING = 1500;
const QUEUE = "answers";
const SVG = "http://www.w3.org/2000/svg";

const form = document.querySelector("form[data-answer-url]");
if (form) start(form, form.querySelector("[role=status]"));

function start(form, status) {
  const { answerUrl, token, language, zone } = form.dataset;
  const shape = JSON.parse(form.dataset.shape);
  const revision = form.elements.revision;
  let queue = recalled(); // [{url, body, language, revision, tried}], the oldest first
  let flight = null; // stops the first of them while it is on its way
  let pause = FIRST_PAUSE;
  let timer = 0;
  let typing = 0;
  let leaving = false;

  function recalled() {
    try {
      return JSON.parse(sessionStorage.getItem(QUEUE)) || [];
    } catch {
      return [];
    }
  }

  function keep() {
    try {
      sessionStorage.setItem(QUEUE, JSON.stringify(queue));
    } catch {
      // Without storage the queue lasts as long as the page.
    }
  }

  // A control is named by its part, with a dot before the id where the part is a map.
  function answer() {
    const found = {};
    const data = new FormData(form);
    for (const [part, kind] of Object.entries(shape)) {
      if (kind === "list") found[part] = data.getAll(part);
      else if (kind === "map") found[part] = mapped(data, part + ".");
      else found[part] = data.get(part) || "";
    }
    return found;
  }

  function mapped(data, prefix) {
    const entries = [...data].filter(([name, value]) => name.startsWith(prefix) && value);
    return Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length), value]));
  }

  // An answer that still waits was given after the one that the page came with.
  function restore() {
    const waiting = queue.findLast((entry) => entry.url === answerUrl);
    if (!waiting) return;
    for (const control of form.elements) {
      const [part, ...rest] = control.name.split(".");
      if (!(part in shape)) continue;
      const value = rest.length ? waiting.body[part][rest.join(".")] : waiting.body[part];
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = Array.isArray(value) ? value.includes(control.value) : value === control.value;
      } else control.value = value || "";
    }
  }

  function show(state, text) {
    const [kind, paths] = SIGNS[state];
    const icon = document.createElementNS(SVG, "svg");
    icon.setAttribute("class", "icon");
    icon.setAttribute("viewBox", "0 0 20 20");
    icon.setAttribute("aria-hidden", "true");
    for (const d of paths) {
      icon.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", d);
    }
    status.className = "tag" + kind;
    const words = document.createElement("span");
    words.textContent = text;
    status.replaceChildren(icon, words);
  }

  function clock(instant) {
    const when = instant ? new Date(instant) : new Date();
    const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone || undefined };
    const locale = { ar: "ar-EG", en: "en-GB", pt: "pt-BR" }[document.documentElement.lang];
    return new Intl.DateTimeFormat(locale || document.documentElement.lang, options).format(when);
  }

  function put(entry, more) {
    return fetch(entry.url, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": token },
      body: JSON.stringify({ ...entry.body, language: entry.language, revision: entry.revision }),
      ...more,
    });
  }

  function given() {
    clearTimeout(typing);
    const last = queue.at(-1);
    const entry = { url: answerUrl, body: answer(), language, revision: Number(revision.value) };
    // One that was tried may have arrived without our knowing, so it is finished first.
    if (last?.url === answerUrl && !last.tried) queue.pop();
    queue.push(entry);
    keep();
    pause = FIRST_PAUSE;
    send();
  }

  async function send() {
    if (flight || !queue.length || leaving) return;
    clearTimeout(timer);
    const entry = queue[0];
    entry.tried = true;
    keep();
    flight = new AbortController();
    show("saving", status.dataset.saving);
    const [outcome, body] = await attempt(entry, flight);
    flight = null;
    if (leaving) return;
    if (outcome === "again") {
      show("unsaved", status.dataset.unsaved);
      timer = setTimeout(send, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      return;
    }
    pause = FIRST_PAUSE;
    queue.shift();
    if (outcome === "saved") acknowledged(entry, body.revision);
    keep();
    if (entry.url === answerUrl || !queue.length) tell(outcome, body);
    send();
  }

  function acknowledged(entry, number) {
    for (const later of queue) if (later.url === entry.url) later.revision = number;
    if (entry.url === answerUrl) revision.value = number;
  }

  function tell(outcome, body) {
    if (outcome === "saved") show("saved", status.dataset.saved.replace("{time}", clock(body.saved_at)));
    else if (body.code === "answer-changed") show("unsaved", status.dataset.changed);
    else show("unsaved", body.detail || status.dataset.unsaved);
  }

  // Returns ["saved" | "refused" | "again", body].
  async function attempt(entry, control) {
    try {
      const response = await put(entry, { signal: control.signal });
      if (response.status >= 500 || response.status === 429) return ["again", {}];
      const body = await response.json().catch(() => ({}));
      return [response.ok ? "saved" : "refused", body];
    } catch {
      return ["again", {}];
    }
  }

  function settled() {
    return !flight && !queue.length;
  }

  form.addEventListener("change", given);

  // A text is saved while it is written; a number when it is finished, because half of it may be another.
  form.addEventListener("input", (event) => {
    if (event.target.name !== "text") return;
    clearTimeout(typing);
    typing = setTimeout(given, TYPING);
  });

  // The button sends the whole answer of this page itself, after what is on its way: overtaking it, the answer
  // would seem to be changed in another window.
  form.addEventListener("submit", async (event) => {
    clearTimeout(typing);
    if (leaving) return;
    if (!settled()) {
      event.preventDefault();
      await patience();
    }
    leaving = true;
    clearTimeout(timer);
    flight?.abort();
    queue = queue.filter((entry) => entry.url !== answerUrl);
    keep();
    if (event.defaultPrevented) form.requestSubmit(event.submitter);
  });

  async function patience() {
    send();
    const end = Date.now() + PATIENCE;
    while (!settled() && Date.now() < end) await new Promise((go) => setTimeout(go, 50));
  }

  // A link (another question, another language) waits a moment for the answers to arrive first.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || settled() || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    await patience();
    location.assign(link.href);
  });

  addEventListener("online", send);

  addEventListener("pagehide", () => {
    if (leaving || settled()) return;
    flight?.abort();
    put(queue[0], { keepalive: true }).catch(() => {});
  });

  // A page that comes back from the browser's memory goes on where it was.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = false;
    queue = recalled();
    given();
  });

  const ends = document.querySelector("[data-expires]");
  if (ends) {
    const left = new Date(ends.dataset.expires) - Date.now();
    if (left < 2 ** 31) setTimeout(() => location.reload(), Math.max(0, left) + FIRST_PAUSE);
  }

  restore();
  send();
}
