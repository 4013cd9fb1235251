
"use strict";
const form = document.getElementById("filters");
const words = document.getElementById("words");
const show = () => {
  const verdicts = new Set([...form.querySelectorAll("input:checked")].map((box) => box.value));
  const text = words.value.trim().toLowerCase();
  let count = 0;
  for (const section of document.querySelectorAll("section")) {
    let here = 0;
    for (const change of section.querySelectorAll(".change")) {
      change.hidden = !verdicts.has(change.dataset.verdict) || !change.textContent.toLowerCase().includes(text);
      here += change.hidden ? 0 : 1;
    }
    section.hidden = here === 0;
    count += here;
  }
  document.getElementById("shown").textContent = count + " shown";
};
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
show();
