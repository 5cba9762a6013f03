export { default as sentences } from "../../../data/messages/en.json";
export { en } from "./en";
