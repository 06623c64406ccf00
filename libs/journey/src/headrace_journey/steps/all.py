"""Which steps a story has, in their order."""

from __future__ import annotations

from headrace_journey.stage import FIRST_STEP
from headrace_journey.step import Step
from headrace_journey.steps import (
    agree,
    books,
    cancel,
    forecast,
    inspect,
    invoices,
    notes,
    order,
    payment,
    plan,
    production,
    receive,
    ship,
    shortage,
    trace,
    world,
)
from headrace_journey.worlds.world import Story

WORLD = Step(FIRST_STEP, "The world is loaded", "装载企业世界", "product", world.play)
FORECAST = Step("forecast", "Demand is forecast and released", "预测需求并下达", "forecasting", forecast.play)
ORDER = Step("order", "A customer orders; factories are matched", "客户下单，匹配工厂", "orders", order.play)
PLAN = Step("plan", "Everything is planned", "编制物料需求计划", "mrp", plan.play_plan)
RELEASE = Step("release", "What the order needs is let go", "下达订单所需计划", "mrp", plan.play_release)
COUNTER = Step("counter", "A supplier proposes other terms", "供应商提出新条件", "srm", agree.play_counter_proposal)
CONFIRM = Step("confirm", "Suppliers confirm their orders", "供应商确认订单", "srm", agree.play_confirmations)
RECEIVE = Step("receive", "Goods are received by scan", "扫码收货", "logistics", receive.play)
REJECT = Step(
    "reject", "A lot fails its inspection and is blocked", "一批来料不合格，被冻结", "quality", inspect.play_rejection
)
INCOMING = Step("incoming", "Incoming lots pass their inspections", "来料检验合格", "quality", inspect.play_incoming)
SHORTAGE = Step("shortage", "The missing lot is planned and brought again", "短缺重新计划并补货", "mrp", shortage.play)
CANCEL = Step("cancel", "The customer cancels; what was begun ends", "客户取消订单，善后处理", "orders", cancel.play)
SHOP = Step("shop", "Work orders are released with serials", "下达工单，生成序列号", "mes", production.play_release)
PARTS = Step("parts", "Machines make the sub-assemblies", "设备生产部件", "mes", production.play_parts)
FAILURE = Step(
    "failure", "A machine fails; an exception is opened", "设备故障，异常开启", "control-tower", production.play_failure
)
FEEDBACK = Step(
    "feedback", "The owner answers; the promise moves", "责任人反馈，交期调整", "orders", production.play_feedback
)
REPAIR = Step(
    "repair",
    "The machine is repaired; the exception is closed",
    "设备修复，异常关闭",
    "control-tower",
    production.play_repair,
)
PRODUCTS = Step("products", "The products are made and inspected", "产品完工并终检", "mes", production.play_products)
SHIP = Step("ship", "The goods are shipped", "发货", "logistics", ship.play_shipment)
DELIVER = Step("deliver", "The customer has the goods", "客户收货", "orders", ship.play_delivery)
TRACE = Step(
    "trace", "Traced from the serial to the supplier's lot and back", "双向追溯并验证存证", "traceability", trace.play
)
INVOICES = Step("invoices", "Invoices are matched three ways", "发票三单匹配", "finance", invoices.play)
PAYABLES = Step(
    "payables", "The chain leader confirms what it owes", "核心企业确认应付", "finance", invoices.play_payables
)
ISSUE = Step("notes", "Payables become notes and are accepted", "签发并接收电子债权凭证", "finance", notes.play_issue)
USE = Step("use", "A note is split, passed on and financed", "凭证拆分、流转、融资", "finance", notes.play_use)
PAYMENT = Step("payment", "The customer pays", "客户付款", "finance", payment.play)
REDEMPTION = Step("redemption", "All notes are redeemed at maturity", "凭证到期兑付", "finance", notes.play_redemption)
BOOKS = Step("books", "The books balance", "账目平衡", "finance", books.play)


def steps_of(story: Story) -> list[Step]:
    steps = [WORLD, FORECAST, ORDER, PLAN, RELEASE]
    steps += [COUNTER] if story.supplier_proposes_other_terms else []
    steps += [CONFIRM, RECEIVE]
    steps += [REJECT] if story.lot_fails else []
    steps += [INCOMING]
    steps += [CANCEL] if story.order_is_cancelled else _making(story)
    steps += [INVOICES, PAYABLES, ISSUE, USE]
    steps += [] if story.order_is_cancelled else [PAYMENT]
    return [*steps, REDEMPTION, BOOKS]


def _making(story: Story) -> list[Step]:
    steps = [SHORTAGE] if story.lot_fails else []
    steps += [SHOP, PARTS]
    steps += [FAILURE, FEEDBACK, REPAIR] if story.machine_fails else []
    return [*steps, PRODUCTS, SHIP, DELIVER, TRACE]
