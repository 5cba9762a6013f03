import { css } from "lit";

/** Looks of `<question-links>`. */
export const styles = css`
  nav {
    margin-top: 1.75rem;
    padding-top: 0.6rem;
    border-top: 1px solid var(--hair-strong);
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.75rem;
  }
  a {
    display: inline-flex;
    align-items: center;
    min-height: max(2rem, var(--target));
  }
  @media print {
    nav {
      display: none;
    }
  }
`;
