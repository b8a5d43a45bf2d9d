/** What the screens say, word for word, where a journey reads or clicks it. */
export interface Words {
  /** Locale of the browser. */
  locale: string;
  welcome: string;
  name: string;
  email: string;
  password: string;
  repeatPassword: string;
  start: string;
  signIn: string;
  signOut: string;
  integrations: string;
  addIntegration: string;
  integrationName: string;
  saveIntegration: string;
  generate: string;
  notificationUrl: string;
  copy: string;
  copied: string;
  stored: string;
  close: string;
  employees: string;
  createPlanningUnit: string;
  createEmployee: string;
  externalUsers: string;
  noExternalUsers: string;
  employeeFor: (user: string) => string;
  assign: string;
  assigned: string;
  activities: string;
  createActivity: string;
  activityType: string;
  presence: string;
  externalStatuses: string;
  activityFor: (status: string) => string;
  map: string;
  remap: string;
  unmapped: string;
  board: string;
  live: string;
  nobodyWorking: string;
  notScheduled: string;
  setUpDone: string;
}

export const ENGLISH: Words = {
  locale: "en-GB",
  welcome: "Welcome to Kadans",
  name: "Name",
  email: "E-mail",
  password: "Password",
  repeatPassword: "Repeat the password",
  start: "Start",
  signIn: "Sign in",
  signOut: "Sign out",
  integrations: "Integrations",
  addIntegration: "Add integration",
  integrationName: "Integration name",
  saveIntegration: "Save integration",
  generate: "Generate",
  notificationUrl: "Notification URL",
  copy: "Copy",
  copied: "Copied to the clipboard.",
  stored: "I have stored it",
  close: "Close",
  employees: "Employees",
  createPlanningUnit: "Create planning unit",
  createEmployee: "Create employee",
  externalUsers: "External users",
  noExternalUsers: "No external users yet",
  employeeFor: (user) => `Employee for ${user}`,
  assign: "Assign",
  assigned: "Assigned",
  activities: "Activities",
  createActivity: "Create activity",
  activityType: "Activity type",
  presence: "Presence",
  externalStatuses: "External statuses",
  activityFor: (status) => `Activity for ${status}`,
  map: "Map",
  remap: "Remap",
  unmapped: "Unmapped",
  board: "Real-Time Adherence",
  live: "Live",
  nobodyWorking: "Nobody is scheduled or working now",
  notScheduled: "Not scheduled",
  setUpDone: "7 of 7 done",
};

export const SPANISH: Words = {
  locale: "es-ES",
  welcome: "Te damos la bienvenida a Kadans",
  name: "Nombre",
  email: "Correo electrónico",
  password: "Contraseña",
  repeatPassword: "Repite la contraseña",
  start: "Empezar",
  signIn: "Iniciar sesión",
  signOut: "Cerrar sesión",
  integrations: "Integraciones",
  addIntegration: "Añadir integración",
  integrationName: "Nombre de la integración",
  saveIntegration: "Guardar integración",
  generate: "Generar",
  notificationUrl: "URL de notificación",
  copy: "Copiar",
  copied: "Copiada al portapapeles.",
  stored: "La he guardado",
  close: "Cerrar",
  employees: "Empleados",
  createPlanningUnit: "Crear unidad de planificación",
  createEmployee: "Crear empleado",
  externalUsers: "Usuarios externos",
  noExternalUsers: "Todavía no hay usuarios externos",
  employeeFor: (user) => `Empleado para ${user}`,
  assign: "Asignar",
  assigned: "Asignado",
  activities: "Actividades",
  createActivity: "Crear actividad",
  activityType: "Tipo de actividad",
  presence: "Presencia",
  externalStatuses: "Estados externos",
  activityFor: (status) => `Actividad para ${status}`,
  map: "Asignar",
  remap: "Reasignar",
  unmapped: "Sin asignar",
  board: "Adherencia en tiempo real",
  live: "En directo",
  nobodyWorking: "Ahora nadie está planificado ni trabajando",
  notScheduled: "No está planificado",
  setUpDone: "7 de 7 hechos",
};

export const DUTCH: Words = {
  locale: "nl-NL",
  welcome: "Welkom bij Kadans",
  name: "Naam",
  email: "E-mail",
  password: "Wachtwoord",
  repeatPassword: "Herhaal het wachtwoord",
  start: "Beginnen",
  signIn: "Inloggen",
  signOut: "Uitloggen",
  integrations: "Integraties",
  addIntegration: "Voeg integratie toe",
  integrationName: "Integratienaam",
  saveIntegration: "Integratie opslaan",
  generate: "Genereren",
  notificationUrl: "Meldings-URL",
  copy: "Kopiëren",
  copied: "Naar het klembord gekopieerd.",
  stored: "Ik heb hem bewaard",
  close: "Sluiten",
  employees: "Medewerkers",
  createPlanningUnit: "Eenheid aanmaken",
  createEmployee: "Medewerker aanmaken",
  externalUsers: "Externe gebruikers",
  noExternalUsers: "Nog geen externe gebruikers",
  employeeFor: (user) => `Medewerker voor ${user}`,
  assign: "Toewijzen",
  assigned: "Toegewezen",
  activities: "Activiteiten",
  createActivity: "Activiteit aanmaken",
  activityType: "Activiteitentype",
  presence: "Aanwezigheid",
  externalStatuses: "Externe statussen",
  activityFor: (status) => `Activiteit voor ${status}`,
  map: "Toewijzen",
  remap: "Opnieuw toewijzen",
  unmapped: "Niet toegewezen",
  board: "Real-Time Adherence",
  live: "Live",
  nobodyWorking: "Niemand is nu ingepland of aan het werk",
  notScheduled: "Niet ingepland",
  setUpDone: "7 van 7 klaar",
};
