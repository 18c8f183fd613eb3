// Saves each answer of the question page as it is given. Without this script the form's button does the same.
//
// The form carries what is needed:
//   data-answer-url   PUT takes {choices, language}     data-token     the page's token
//   data-language     the language of the question      data-zone      whose clock tells the time
// and holds one element with role="status" and data-saving, data-saved ("Saved at {time}"), data-unsaved
// (macro save_state). Answers are sent one after the other, the newest replacing what still waits.

const SIGNS = {
  saving: ["", ["M4.5 10h.2M10 10h.2M15.5 10h.2"]],
  saved: [" is-done", ["M4 10.5l4 4 8-9"]],
  unsaved: [" is-late", ["M10 3v9M10 16.5v.2"]],
};
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
const PATIENCE = 3000;
const SVG = "http://www.w3.org/2000/svg";

const form = document.querySelector("form[data-answer-url]");
if (form) start(form, form.querySelector("[role=status]"));

function start(form, status) {
  const { answerUrl, token, language, zone } = form.dataset;
  let waiting = null; // the newest answer that is not on its way yet
  let flight = null; // {answer, control, done} of the one that is
  let pause = FIRST_PAUSE;
  let timer = 0;
  let leaving = false;

  function chosen() {
    return [...form.querySelectorAll("[name=choices]:checked")].map((input) => input.value);
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

  function put(answer, more) {
    return fetch(answerUrl, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": token },
      body: JSON.stringify({ choices: answer, language }),
      ...more,
    });
  }

  async function send() {
    if (flight || waiting === null) return;
    clearTimeout(timer);
    const answer = waiting;
    const control = new AbortController();
    waiting = null;
    flight = { answer, control };
    show("saving", status.dataset.saving);
    const [outcome, body] = await attempt(answer, control);
    flight = null;
    if (leaving) return;
    if (outcome === "again") {
      waiting ??= answer;
      show("unsaved", status.dataset.unsaved);
      timer = setTimeout(send, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      return;
    }
    pause = FIRST_PAUSE;
    if (waiting !== null) return send();
    if (outcome === "saved") show("saved", status.dataset.saved.replace("{time}", clock(body.saved_at)));
    else show("unsaved", body.detail || status.dataset.unsaved);
  }

  // Returns ["saved" | "refused" | "again", body]: what the server said, or that it should be asked again.
  async function attempt(answer, control) {
    try {
      const response = await put(answer, { signal: control.signal });
      if (response.status >= 500 || response.status === 429) return ["again", {}];
      const body = await response.json().catch(() => ({}));
      return [response.ok ? "saved" : "refused", body];
    } catch {
      return ["again", {}];
    }
  }

  function settled() {
    return !flight && waiting === null;
  }

  form.addEventListener("change", (event) => {
    if (event.target.name !== "choices") return;
    waiting = chosen();
    pause = FIRST_PAUSE;
    send();
  });

  // The button sends the whole answer itself, so what waits must not overtake it.
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    flight?.control.abort();
  });

  // A link (another question, another language) waits a moment for the answer to arrive first.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || settled() || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    send();
    const end = Date.now() + PATIENCE;
    while (!settled() && Date.now() < end) await new Promise((go) => setTimeout(go, 50));
    location.assign(link.href);
  });

  addEventListener("online", send);

  addEventListener("pagehide", () => {
    if (leaving || settled()) return;
    const answer = waiting ?? flight.answer;
    flight?.control.abort();
    put(answer, { keepalive: true }).catch(() => {});
  });

  // A page that comes back from the browser's memory goes on where it was.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = false;
    waiting = chosen();
    send();
  });
}
