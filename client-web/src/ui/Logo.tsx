import classes from "./Logo.module.css";

/** Mark and name of the product. */
export function Logo() {
  return (
    <span className={classes.logo}>
      <svg width={24} height={24} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="7" className={classes.ground} />
        <path d="M7 11h8M19 11h6" className={classes.plan} />
        <path d="M7 21h12M23 21h2" className={classes.actual} />
      </svg>
      <span>Kadans</span>
    </span>
  );
}
