// Shows one deck at a time, by mouse and by keyboard.
(function () {
  "use strict";
  var root = document.documentElement;
  // Set before the body is there, so that no deck is shown only to be hidden again.
  root.classList.add("tabbed");

  function tabs() {
    return Array.from(document.querySelectorAll("#flyte-frame-tabs > li"));
  }

  function panels() {
    var container = document.getElementById("flyte-frame-container");
    return container ? Array.from(container.children) : [];
  }

  function select(chosen) {
    var bodies = panels();
    tabs().forEach(function (tab, index) {
      var active = tab === chosen;
      tab.classList.toggle("active", active);
      tab.setAttribute("aria-selected", String(active));
      // One stop for the tab key; arrows lead from tab to tab.
      tab.tabIndex = active ? 0 : -1;
      if (bodies[index]) bodies[index].classList.toggle("active", active);
    });
    root.classList.add("ready");
  }

  window.handleLinkClick = function (tab) {
    select(tab);
    var list = tab.parentElement;
    // Scrolls the tabs alone: scrollIntoView would also move the page around an iframe.
    var before = tab.offsetLeft - list.offsetLeft - 32;
    var after = before + tab.offsetWidth + 64 - list.clientWidth;
    list.scrollLeft = Math.max(Math.min(list.scrollLeft, before), after);
    window.scrollTo(0, 0);
  };

  function follow(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    var all = tabs();
    var at = all.indexOf(event.target);
    if (at < 0) return;
    var next = {
      ArrowRight: (at + 1) % all.length,
      ArrowLeft: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
      Enter: at,
      " ": at,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    window.handleLinkClick(all[next]);
    all[next].focus({ preventScroll: true });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var all = tabs();
    var bodies = panels();
    if (!all.length) return;
    var list = all[0].parentElement;
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Decks");
    list.addEventListener("keydown", follow);
    all.forEach(function (tab, index) {
      tab.setAttribute("role", "tab");
      tab.id = "flyte-tab-" + index;
      if (tab.scrollWidth > tab.clientWidth) tab.title = tab.textContent;
      if (!bodies[index]) return;
      tab.setAttribute("aria-controls", "flyte-deck-" + index);
      bodies[index].id = "flyte-deck-" + index;
      bodies[index].setAttribute("role", "tabpanel");
      bodies[index].setAttribute("aria-labelledby", tab.id);
    });
    // A tab that was clicked while the page still loaded stays chosen.
    select(list.querySelector(".active") || all[0]);
  });
})();
