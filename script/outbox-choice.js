// What was changed on the site while it was changed here: one field after the other, both are shown, and she says which stays
// (docs/decisions/0057). What arrived once and cannot be changed any more stays as it is, or goes a second time.
export function ask(board, item, { owner, entry }, words) {
  const { box } = board;
  const panel = item.querySelector('[data-choice]');
  const part = (name) => panel.querySelector(name);
  const [first] = words.choix?.parmi || [];
  panel.hidden = false;
  part('[data-changed]').hidden = !first;
  part('[data-arrived]').hidden = Boolean(first);
  part('[data-field]').hidden = !first;
  part('[data-field]').textContent = first?.titre || '';
  for (const side of panel.querySelectorAll('[data-side]')) {
    side.hidden = !first;
    side.querySelector('blockquote').textContent = first?.[side.dataset.side] || '—';
  }
  for (const button of panel.querySelectorAll('[data-keeps]')) {
    const { keeps } = button.dataset;
    button.hidden = first ? !first.valeurs[keeps] : keeps === 'mienne';
    button.onclick = async () => {
      for (const it of panel.querySelectorAll('button')) it.disabled = true;
      if (first) await answer(box, owner, entry, words, keeps);
      else await second(box, owner, entry, words, keeps);
      box.changed();
      if (!(words.choix?.parmi.length > 1)) await board.send();
    };
  }
}

// The answer takes the place of the question; after the last one it goes, with what the site asked nothing about.
function answer(box, owner, entry, words, keeps) {
  const [{ nom, valeurs }, ...rest] = words.choix.parmi;
  return box.write(owner, entry.id, rest.length ? {} : { etat: 'ici', apres: 0 }, (kept) => {
    // Another tab may have had the answer already.
    if (kept.choix?.parmi[0]?.nom !== nom) return kept;
    const { ou, champs } = kept.choix;
    const all = [...champs, ...valeurs[keeps].map((value) => [nom, value])];
    if (rest.length) return { ...kept, choix: { ou, champs: all, parmi: rest } };
    return { ...kept, ou, champs: all, fichiers: [], choix: undefined, phrases: undefined };
  });
}

async function second(box, owner, entry, words, keeps) {
  if (keeps === 'la') return box.write(owner, entry.id, { etat: 'recu' });
  const { sort, ou, sujet, champs } = words;
  const fichiers = [];
  for (const [number, it] of words.fichiers.entries()) fichiers.push({ champ: it.champ, file: await box.file(owner, entry.id, number, it) });
  await box.keep({ sort, ou, sujet, champs, fichiers, mien: owner.qui !== box.NOBODY });
  return box.drop(entry.id);
}
