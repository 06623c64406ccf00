export function Brand() {
  return (
    <div className="brand">
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <path
          d="M3 9h11l5 12h10"
          fill="none"
          stroke="#7fd1c7"
          strokeWidth="3.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <path
          d="M3 17h6l5 9h15"
          fill="none"
          stroke="#fff"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
          opacity=".7"
        />
      </svg>
      <span>Headrace</span>
    </div>
  );
}
