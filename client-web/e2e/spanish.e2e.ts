import { journey } from "./journey.ts";
import { SPANISH } from "./words.ts";

journey("Spanish", SPANISH);
