export { BoardPage, BoardPage as default } from "./BoardPage";
