// The first screen: a code, or in the demo a person.

import { post, say } from "./page.js";

const GROUPS = /.{1,4}/g;

export class Login {
  constructor(entered) {
    this.form = document.getElementById("login-form");
    this.code = document.getElementById("code");
    this.error = document.getElementById("code-error");
    this.button = this.form.querySelector("button");
    this.entered = entered;
    this.code.addEventListener("input", () => this.group());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.enter();
    });
    this.fromAddress();
  }

  // A printed sheet may lead to /#ABCD-EFGH-JKLM: what stands behind # never reaches a server's log.
  fromAddress() {
    const given = decodeURIComponent(location.hash.slice(1));
    if (!/^[A-Za-z0-9-]{12,64}$/.test(given)) return;
    history.replaceState(null, "", location.pathname);
    this.code.value = given;
    this.group();
  }

  // ABCD-EFGH-JKLM while typing; anything longer (a pasted link's secret) is left as it is.
  group() {
    const bare = this.code.value.replace(/[\s\-–—.]+/g, "");
    if (!/^[A-Za-z0-9]{0,12}$/.test(bare)) return;
    const atEnd = this.code.selectionEnd === this.code.value.length;
    if (atEnd) this.code.value = (bare.toUpperCase().match(GROUPS) || []).join("-");
    this.error.textContent = "";
    this.code.removeAttribute("aria-invalid");
  }

  async enter() {
    const code = this.code.value.trim();
    if (code.replace(/[\s-]/g, "").length < 12) return this.refuse(say("code-empty"));
    this.button.disabled = true;
    try {
      const { account } = await post("/login", { code });
      this.code.value = "";
      this.entered(account);
    } catch (error) {
      this.refuse(error.message);
    }
    this.button.disabled = false;
  }

  refuse(text) {
    this.error.textContent = text;
    this.code.setAttribute("aria-invalid", "true");
    this.code.focus();
  }
}
