// Remembers how far a lesson has been read, and changes the text size without leaving the place.
// Without this script a lesson opens at its beginning and the three letters are links.
//
// An element with data-position-url, data-lesson and data-token holds the lesson; its blocks are the
// elements with an id directly inside [data-blocks], or inside the element itself.

const REST = 3000; // how long reading must rest before the place is sent
const GAP = 8; // pixels around an explanation
const LINE = 0.4; // a block counts as reached above this share of the window

const lesson = document.querySelector("[data-position-url]");
let reached = null;

if (lesson) remember(lesson);
for (const link of document.querySelectorAll("a[data-text-size]")) link.addEventListener("click", resize);

function remember(lesson) {
  const { positionUrl, token } = lesson.dataset;
  const blocks = [...(lesson.querySelector("[data-blocks]") || lesson).querySelectorAll("[id]")];
  let sent = null;
  let timer = 0;

  function look() {
    const line = innerHeight * LINE;
    const passed = blocks.filter((block) => block.getBoundingClientRect().top <= line);
    reached = passed.length ? passed[passed.length - 1].id : null;
  }

  function send() {
    clearTimeout(timer);
    look();
    if (!reached || reached === sent) return;
    sent = reached;
    const body = new URLSearchParams({ lesson: lesson.dataset.lesson, block: reached, csrf_token: token });
    fetch(positionUrl, { method: "POST", body, keepalive: true }).catch(() => (sent = null));
  }

  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(send, REST);
    },
    { passive: true },
  );
  addEventListener("pagehide", send);
  document.addEventListener("visibilitychange", () => document.hidden && send());

  // Another language opens at the same block.
  for (const link of document.querySelectorAll(".lang a[hreflang]")) {
    link.addEventListener("click", () => {
      look();
      if (reached) link.hash = reached;
    });
  }
}

for (const link of document.querySelectorAll("a.term")) link.addEventListener("click", explain);

// What a term means opens beside it; without this script the link leads to the foot.
function explain(event) {
  const link = event.currentTarget;
  const box = document.getElementById(link.hash.slice(1));
  if (!box || !("popover" in box)) return;
  event.preventDefault();
  box.popover = "auto";
  box.showPopover();
  const { left, top, bottom } = link.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const above = bottom + GAP + height > innerHeight;
  box.style.top = `${above ? top - GAP - height : bottom + GAP}px`;
  box.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
  box.ontoggle = (change) => change.newState === "closed" && box.removeAttribute("popover");
}

function resize(event) {
  event.preventDefault();
  const link = event.currentTarget;
  const before = reached && document.getElementById(reached);
  const offset = before && before.getBoundingClientRect().top;
  document.documentElement.dataset.text = link.dataset.textSize;
  for (const other of document.querySelectorAll("a[data-text-size]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  if (before) scrollBy({ top: before.getBoundingClientRect().top - offset, behavior: "instant" });
  fetch(link.href, { method: "HEAD" }).catch(() => {}); // the answer's cookie keeps the choice
}
