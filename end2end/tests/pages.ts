/** Every page of the site, by address. `html.spec.ts` holds this list against the front doors of `app`. */

/** One real organisation that takes messages, and one invented with phone, services and parents. */
export const REAL = "/annuaire/rejefpo";
export const INVENTED = "/annuaire/anfa";

/** What everybody may open and what answers with 200. */
export const OPEN = [
  "/",
  "/annuaire",
  "/annuaire?domaine=paix&region=mopti",
  "/annuaire?region=nulle-part",
  "/annuaire?q=zzzz&region=kidal",
  "/carte",
  "/carte?domaine=paix",
  "/carte?region=bougouni",
  "/carte?region=bamako",
  "/annuaire/qui-fait-quoi",
  "/annuaire/reseau",
  REAL,
  INVENTED,
  `${INVENTED}/fiche`,
  `${REAL}/message`,
  `${INVENTED}/message`,
  `${REAL}/erreur`,
  "/sortie-rapide",
  "/installer",
  "/reglages",
  "/reglages?enregistre=1",
  "/bibliotheque",
  "/forum",
  "/agenda",
  "/connexion",
  "/connexion?suite=/admin",
  "/deconnexion",
  "/deconnexion?compte_supprime=1",
  "/rejoindre",
  "/rejoindre?code=bamo-kisu-lafi-nado-sumi",
  "/rejoindre/demande",
  "/retrouver",
  "/reponse",
  "/retrouver/papier",
];

/** What is not there. */
export const MISSING = ["/nulle-part", "/annuaire/inconnue"];

/** What Testeuse may open. */
export const STAFF = [
  "/admin",
  "/admin/organisations",
  "/admin/organisations?manque=verification",
  "/admin/organisations/nouvelle",
  "/admin/organisations/anfa",
  "/admin/organisations/rejefpo/etat",
  "/admin/import",
  "/admin/import/annuler",
  "/admin/messages",
  "/deconnexion",
  "/compte",
  "/compte?bienvenue=1",
  "/compte/profil",
  "/compte/securite",
  "/compte/securite/arreter",
  "/compte/appareils",
  "/compte/application",
  "/compte/application/retirer",
  "/compte/papier",
  "/compte/reglages",
  "/compte/nouvelles",
  "/compte/blocages",
  "/compte/donnees",
  "/compte/verrou",
  "/compte/quitter?organisation=rejefpo",
  "/compte/aider",
  "/compte/organisations/rejefpo",
  "/compte/organisations/rejefpo/modifier",
  "/compte/organisations/rejefpo/membres",
  "/compte/organisations/rejefpo/invitations",
  "/compte/organisations/rejefpo/demandes",
  "/compte/organisations/rejefpo/messages",
  "/compte/supprimer",
  "/connexion/code",
  "/admin/personnes",
  "/admin/personnes?q=test",
  "/admin/journal",
  "/admin/journal?verifier=1",
  "/admin/sante",
  "/admin/annonce",
  "/admin/accords",
];

/** A preview that was used up: what Testeuse is told, with 404. */
export const GONE = ["/admin/import/00000000-0000-7000-8000-000000000000"];
