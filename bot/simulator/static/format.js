/* Times and phone numbers as people in Brazil read them. */

const TIME = new Intl.DateTimeFormat("pt-BR", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("pt-BR", { weekday: "long", day: "numeric", month: "long" });
const SHORT = new Intl.DateTimeFormat("pt-BR", { day: "2-digit", month: "2-digit" });

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
const daysAgo = (date) => Math.round((midnight(new Date()) - midnight(date)) / 864e5);

export const timeOf = (seconds) => TIME.format(new Date(seconds * 1000));

export function dayOf(seconds) {
  const date = new Date(seconds * 1000);
  return { 0: "Hoje", 1: "Ontem" }[daysAgo(date)] || DAY.format(date);
}

/** For the list: the time today, else "Ontem" or the date. */
export function whenOf(seconds) {
  const date = new Date(seconds * 1000);
  const days = daysAgo(date);
  return days === 0 ? TIME.format(date) : days === 1 ? "Ontem" : SHORT.format(date);
}

export function phoneOf(digits) {
  const found = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(digits);
  return found ? `+55 ${found[1]} ${found[2]}-${found[3]}` : digits ? `+${digits}` : "";
}

/** What the salon gets to see of a person. */
export function addressOf(person) {
  if (!person.hides_number) return phoneOf(person.phone);
  return person.username ? `número oculto · @${person.username}` : "número oculto";
}
