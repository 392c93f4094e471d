import { Redirect } from "wouter";

/** Where administrators hear that a report waits: to those who could take it. */
export default function Moderators() {
  return <Redirect to="/administer/organisation" replace />;
}
