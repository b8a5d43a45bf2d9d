import { journey } from "./journey.ts";
import { DUTCH } from "./words.ts";

journey("Dutch", DUTCH);
