/* The control API of the simulator. */

/** Parsed answer; throws Error with `.status` (0: the simulator did not answer). */
export async function call(path, { method = "GET", body, signal } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      signal,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw Object.assign(new Error("sem conexão"), { status: 0 });
  }
  if (!answer.ok) throw Object.assign(new Error(await answer.text()), { status: answer.status });
  return answer.json();
}

const person = (id) => `/control/customers/${encodeURIComponent(id)}`;

export const about = () => call("/about");
export const listNumbers = () => call("/control/numbers").then((data) => data.numbers);
export const listPeople = () => call("/control/customers").then((data) => data.customers);
export const addPerson = (body) => call("/control/customers", { method: "POST", body });
export const changePerson = (id, body) => call(person(id), { method: "PATCH", body });
export const write = (id, body) => call(`${person(id)}/messages`, { method: "POST", body });
export const answerAsSalon = (body) => call("/control/echo", { method: "POST", body });
export const readSettings = () => call("/control/settings");
export const saveSettings = (body) => call("/control/settings", { method: "PUT", body });
export const defaultSettings = () => call("/control/settings", { method: "DELETE" });
export const listTemplates = () => call("/control/templates").then((data) => data.templates);
export const decideTemplate = (id, body) => call(`/control/templates/${encodeURIComponent(id)}`, { method: "PATCH", body });
export const readLog = () => call("/control/log");
export const retryNow = () => call("/control/retry", { method: "POST" });
export const reset = () => call("/control/reset", { method: "POST" });

export function readChat(id, { after = 0, since = -1, wait = 0, signal } = {}) {
  const query = new URLSearchParams({ after, since, wait });
  return call(`${person(id)}/messages?${query}`, { signal });
}
