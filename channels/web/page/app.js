// Puts the parts of the page together.

import { Chat } from "./chat.js";
import { Demo } from "./demo.js";
import { Login } from "./login.js";
import { ask, toast } from "./notices.js";
import { byFinger, fillWords, post, say, setNow, state } from "./page.js";

const part = (id) => document.getElementById(id);

fillWords();

const chat = new Chat({
  signedOut: () => {
    showLogin();
    toast(say("signed-out"));
  },
  named: (name) => {
    part("officer").textContent = name;
    part("officer").hidden = !name;
  },
  clock: (hours) => (demo ? demo.heard(hours) : null),
});
new Login(enter);
const demo = state.demo ? new Demo(enter) : null;

function enter(account) {
  part("login").hidden = true;
  part("chat").hidden = false;
  chat.open(account);
  if (!byFinger()) part("write").focus();
}

function showLogin() {
  chat.close();
  part("chat").hidden = true;
  part("login").hidden = false;
  part("code").focus();
}

// The options behind the three dots

function foldOptions(open) {
  part("options-list").hidden = !open;
  part("options").setAttribute("aria-expanded", String(open));
}

part("options").addEventListener("click", () => foldOptions(part("options-list").hidden));
document.addEventListener("click", (event) => !event.target.closest(".head") && foldOptions(false));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || part("options-list").hidden) return;
  foldOptions(false);
  part("options").focus();
});

part("logout").addEventListener("click", async () => {
  foldOptions(false);
  if (!(await ask(say("logout-ask"), say("logout")))) return;
  try {
    chat.line.close();
    await post("/logout", {});
    chat.queue.forget();
    showLogin();
  } catch (error) {
    chat.line.open();
    toast(error.message);
  }
});

// iOS lays its keyboard over the page instead of shrinking it.
function fitToKeyboard() {
  const view = window.visualViewport;
  if (view) document.documentElement.style.setProperty("--height", `${view.height}px`);
  if (view && view.offsetTop) window.scrollTo(0, 0);
}
if (window.visualViewport) window.visualViewport.addEventListener("resize", fitToKeyboard);

// At midnight "Hôm nay" becomes "Hôm qua".
setInterval(() => chat.transcript.renameDays(), 60000);

if (demo) {
  demo.onClock = (iso) => {
    setNow(iso);
    chat.transcript.renameDays();
  };
  demo.start().catch((error) => toast(error.message));
}
if (state.account !== null) enter(state.account);
else part("login").hidden = false;
