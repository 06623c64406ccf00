type Row = Record<string, unknown>;

const cny = (minor: number) => ({ minor, currency: "CNY" });
const pieces = (value: number | string) => ({ value: String(value), unit: "pcs" });
const day = (offset: number) => new Date(Date.UTC(2026, 10, 23 + offset)).toISOString().slice(0, 10);
const range = <T>(count: number, make: (place: number) => T): T[] =>
  Array.from({ length: count }, (_, place) => make(place));
const of = <T>(choices: T[], place: number): T => choices[place % choices.length] as T;

export const users = [
  {
    id: "u_lin",
    name: "林岚 Lin Lan",
    organisation: "org_weir",
    organisation_name: "Weir Bicycle Works",
    roles: ["chain_leader"],
  },
  {
    id: "u_sun",
    name: "孙澈 Sun Che",
    organisation: "org_weir",
    organisation_name: "Weir Bicycle Works",
    roles: ["planner"],
  },
  {
    id: "u_mo",
    name: "莫青 Mo Qing",
    organisation: "org_weir",
    organisation_name: "Weir Bicycle Works",
    roles: ["warehouse", "inspector"],
  },
  {
    id: "u_ada",
    name: "Ada Brook",
    organisation: "org_lock",
    organisation_name: "Lock & Sluice Castings",
    roles: ["supplier"],
  },
  {
    id: "u_tom",
    name: "Tom Ford",
    organisation: "org_mere",
    organisation_name: "Mere Outdoor Retail",
    roles: ["customer"],
  },
  {
    id: "u_he",
    name: "何舟 He Zhou",
    organisation: "org_bank",
    organisation_name: "Delta River Bank",
    roles: ["bank"],
  },
];

const items = ["BK-TOUR-54", "BK-CITY-50", "FR-54-AL", "WH-28-F", "WH-28-R", "HB-COMP", "SD-GEL", "CH-11S"];
const plants = ["plant_north", "plant_south"];

export const collections: Record<string, Row[]> = {
  "orders/orders": range(124, (n) => ({
    id: `ord_${1000 + n}`,
    number: `SO-2026-${1000 + n}`,
    customer: of(["org_mere", "org_alp", "org_tide"], n),
    priority: (n % 3) + 1,
    state: of(["matched", "placed", "fulfilled", "refused", "cancelled"], n),
    promise: day(8 + (n % 9)),
    placed_at: `${day(-(n % 6))}T08:${10 + (n % 50)}:00Z`,
    lines: [
      { line: 1, item: of(items, n), quantity: pieces(40 + n), due: day(12), unit_price: cny(389900) },
      { line: 2, item: of(items, n + 1), quantity: pieces(12), due: day(14), unit_price: cny(269900) },
    ],
    allocations: [
      {
        line: 1,
        item: of(items, n),
        plant: "plant_north",
        quantity: pieces(30 + n),
        start: day(2),
        finish: day(7),
        reason: "Earliest finish at the lowest cost",
      },
    ],
    refusals: [
      {
        line: 1,
        plant: "plant_south",
        code: "no_capacity",
        reason: "Work centre ASM is booked until 2 December",
      },
    ],
    total: cny(389900 * (40 + n) + 269900 * 12),
    tenant: "org_weir",
    sales_channel: "dealer",
  })),
  "mes/work-orders": range(18, (n) => ({
    id: `wo_${n}`,
    number: `WO-${400 + n}`,
    item: of(items, n),
    plant: of(plants, n),
    quantity: pieces(50),
    good: pieces(48 - n),
    scrap: pieces(n % 3),
    state: of(["created", "released", "in_progress", "closed"], n),
    start: day(n % 5),
    due: day(6 + (n % 5)),
    lot: `LOT-${7000 + n}`,
    proposal: `prop_${n}`,
    serials: range(50, (s) => `SN-${n}-${s}`),
    operations: range(4, (o) => ({
      sequence: (o + 1) * 10,
      name: of(["Cut", "Weld", "Paint", "Assemble"], o),
      work_centre: of(["CUT", "WELD", "PNT", "ASM"], o),
      minutes: 12.5 * (o + 1),
    })),
    pegs: [{ order: "ord_1000", line: 1, quantity: pieces(40) }],
  })),
  "product/items": range(60, (n) => ({
    id: `${of(items, n)}-${n}`,
    name: `Part ${n}`,
    name_zh: `零件 ${n}`,
    category: of(["Bikes", "Components"], n),
    subcategory: of(["Touring", "City", "Wheels"], n),
    source: of(["make", "buy"], n),
    tracking: of(["lot", "serial"], n),
    lead_time_days: 3 + (n % 9),
    safety_stock: pieces(20),
    standard_cost: cny(12550 + n * 100),
  })),
  "equipment/machines": range(9, (n) => ({
    id: `m_${n}`,
    name: `Robot cell ${n}`,
    plant: of(plants, n),
    work_centre: of(["WELD", "PNT"], n),
    state: of(["run", "idle", "abnormal", "off"], n),
    since: `${day(0)}T0${n}:12:00Z`,
    running_total: 18450 + n,
    oee: 0.71 + n / 100,
    availability: 0.9,
    performance: 0.86,
    quality: 0.985,
  })),
  "finance/notes": range(7, (n) => ({
    id: `note_${n}`,
    root: "note_0",
    debtor: "org_weir",
    holder: of(["org_lock", "org_bank"], n),
    amount: cny(1250000 - n * 1000),
    state: of(["split", "transferred", "financed", "redeemed"], n),
    maturity: day(90),
    payable: "pay_3",
  })),
  "mrp/proposals": [],
};

export const trace = (code: string): Row => ({
  code,
  nodes: [
    { id: code, kind: "serial", item: "BK-TOUR-54" },
    { id: "LOT-7001", kind: "lot", item: "FR-54-AL", quantity: pieces(50) },
    { id: "LOT-311", kind: "lot", item: "AL-TUBE", supplier: "org_lock" },
    { id: "LOT-312", kind: "lot", item: "PAINT-7", supplier: "org_hue" },
    { id: "SHP-9", kind: "shipment", customer: "org_mere" },
  ],
  edges: [
    { from: "LOT-311", to: "LOT-7001" },
    { from: "LOT-312", to: "LOT-7001" },
    { from: "LOT-7001", to: code },
    { from: code, to: "SHP-9" },
  ],
  proofs: [
    { log: "org_weir", index: 8123, size: 9050, root: "5b1e0c…a9", signed_at: "2026-11-28T10:00:00Z" },
  ],
});

export const edgeStatus = {
  state: "online",
  gateway: "edge-north-1",
  plant: "plant_north",
  configuration_version: 3,
  stored: 48120,
  forwarded: 48092,
  waiting: 28,
  last_forwarded_at: "2026-11-23T09:14:05Z",
  drivers: [{ name: "press-line", protocol: "modbus-tcp", state: "online", points: 24 }],
};
