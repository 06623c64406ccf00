"""Made from proto/ by `make contracts`. Do not edit."""

from headrace_contracts.api_gateway import v1 as api_gateway
from headrace_contracts.control_tower import v1 as control_tower
from headrace_contracts.equipment import v1 as equipment
from headrace_contracts.event import Event
from headrace_contracts.finance import v1 as finance
from headrace_contracts.forecasting import v1 as forecasting
from headrace_contracts.logistics import v1 as logistics
from headrace_contracts.mes import v1 as mes
from headrace_contracts.mrp import v1 as mrp
from headrace_contracts.orders import v1 as orders
from headrace_contracts.product import v1 as product
from headrace_contracts.quality import v1 as quality
from headrace_contracts.srm import v1 as srm
from headrace_contracts.traceability import v1 as traceability

EVENT_TYPES: dict[str, type[Event]] = {
    "headrace.api_gateway.v1.OrganisationRegistered": api_gateway.OrganisationRegistered,
    "headrace.api_gateway.v1.PlantRegistered": api_gateway.PlantRegistered,
    "headrace.control_tower.v1.ExceptionOpened": control_tower.ExceptionOpened,
    "headrace.control_tower.v1.ExceptionAssigned": control_tower.ExceptionAssigned,
    "headrace.control_tower.v1.ExceptionFeedbackGiven": control_tower.ExceptionFeedbackGiven,
    "headrace.control_tower.v1.ExceptionClosed": control_tower.ExceptionClosed,
    "headrace.control_tower.v1.JourneyStepRecorded": control_tower.JourneyStepRecorded,
    "headrace.equipment.v1.MachineRegistered": equipment.MachineRegistered,
    "headrace.equipment.v1.MachineStateChanged": equipment.MachineStateChanged,
    "headrace.equipment.v1.PiecesCounted": equipment.PiecesCounted,
    "headrace.equipment.v1.CountDoubted": equipment.CountDoubted,
    "headrace.equipment.v1.DoubtSettled": equipment.DoubtSettled,
    "headrace.equipment.v1.IdealCycleStated": equipment.IdealCycleStated,
    "headrace.equipment.v1.MachineDayClosed": equipment.MachineDayClosed,
    "headrace.finance.v1.InvoiceMatched": finance.InvoiceMatched,
    "headrace.finance.v1.InvoiceDisputed": finance.InvoiceDisputed,
    "headrace.finance.v1.InvoiceClosed": finance.InvoiceClosed,
    "headrace.finance.v1.InvoiceCredited": finance.InvoiceCredited,
    "headrace.finance.v1.PayableConfirmed": finance.PayableConfirmed,
    "headrace.finance.v1.PayableSettled": finance.PayableSettled,
    "headrace.finance.v1.NoteIssued": finance.NoteIssued,
    "headrace.finance.v1.NoteAccepted": finance.NoteAccepted,
    "headrace.finance.v1.NoteVoided": finance.NoteVoided,
    "headrace.finance.v1.NoteSplit": finance.NoteSplit,
    "headrace.finance.v1.NoteTransferred": finance.NoteTransferred,
    "headrace.finance.v1.NoteFinanced": finance.NoteFinanced,
    "headrace.finance.v1.NoteRedeemed": finance.NoteRedeemed,
    "headrace.finance.v1.CustomerInvoiced": finance.CustomerInvoiced,
    "headrace.finance.v1.PaymentReceived": finance.PaymentReceived,
    "headrace.forecasting.v1.ItemForecastReleased": forecasting.ItemForecastReleased,
    "headrace.forecasting.v1.ForecastOrderReleased": forecasting.ForecastOrderReleased,
    "headrace.logistics.v1.GoodsReceived": logistics.GoodsReceived,
    "headrace.logistics.v1.DeliveryNoteClosed": logistics.DeliveryNoteClosed,
    "headrace.logistics.v1.StockChanged": logistics.StockChanged,
    "headrace.logistics.v1.LotsMoved": logistics.LotsMoved,
    "headrace.logistics.v1.MaterialIssued": logistics.MaterialIssued,
    "headrace.logistics.v1.MaterialScrapped": logistics.MaterialScrapped,
    "headrace.logistics.v1.ShipmentDispatched": logistics.ShipmentDispatched,
    "headrace.logistics.v1.ShipmentDelivered": logistics.ShipmentDelivered,
    "headrace.mes.v1.WorkOrderCreated": mes.WorkOrderCreated,
    "headrace.mes.v1.WorkOrderReleased": mes.WorkOrderReleased,
    "headrace.mes.v1.OperationReported": mes.OperationReported,
    "headrace.mes.v1.PiecesAssigned": mes.PiecesAssigned,
    "headrace.mes.v1.UnitsCompleted": mes.UnitsCompleted,
    "headrace.mes.v1.UnitsTakenBack": mes.UnitsTakenBack,
    "headrace.mes.v1.WorkOrderClosed": mes.WorkOrderClosed,
    "headrace.mes.v1.WorkOrderCancelled": mes.WorkOrderCancelled,
    "headrace.mes.v1.WorkOrderRescheduled": mes.WorkOrderRescheduled,
    "headrace.mes.v1.CapacityPublished": mes.CapacityPublished,
    "headrace.mrp.v1.PlanCommitted": mrp.PlanCommitted,
    "headrace.mrp.v1.PurchaseProposalReleased": mrp.PurchaseProposalReleased,
    "headrace.mrp.v1.WorkProposalReleased": mrp.WorkProposalReleased,
    "headrace.mrp.v1.ShortageFound": mrp.ShortageFound,
    "headrace.orders.v1.OrderPlaced": orders.OrderPlaced,
    "headrace.orders.v1.OrderMatched": orders.OrderMatched,
    "headrace.orders.v1.OrderRefused": orders.OrderRefused,
    "headrace.orders.v1.PromiseMoved": orders.PromiseMoved,
    "headrace.orders.v1.OrderCancelled": orders.OrderCancelled,
    "headrace.orders.v1.OrderClosed": orders.OrderClosed,
    "headrace.orders.v1.MatchingFailed": orders.MatchingFailed,
    "headrace.orders.v1.OrderFulfilled": orders.OrderFulfilled,
    "headrace.product.v1.ItemDefined": product.ItemDefined,
    "headrace.product.v1.BomPublished": product.BomPublished,
    "headrace.product.v1.RoutingPublished": product.RoutingPublished,
    "headrace.product.v1.WorkCentrePublished": product.WorkCentrePublished,
    "headrace.quality.v1.InspectionRequested": quality.InspectionRequested,
    "headrace.quality.v1.LotAccepted": quality.LotAccepted,
    "headrace.quality.v1.LotRejected": quality.LotRejected,
    "headrace.quality.v1.LotTakenBack": quality.LotTakenBack,
    "headrace.quality.v1.LotDisposed": quality.LotDisposed,
    "headrace.quality.v1.InspectionReopened": quality.InspectionReopened,
    "headrace.srm.v1.SupplierItemPublished": srm.SupplierItemPublished,
    "headrace.srm.v1.SupplierItemWithdrawn": srm.SupplierItemWithdrawn,
    "headrace.srm.v1.PurchaseOrderPublished": srm.PurchaseOrderPublished,
    "headrace.srm.v1.PurchaseOrderCounterProposed": srm.PurchaseOrderCounterProposed,
    "headrace.srm.v1.PurchaseOrderConfirmed": srm.PurchaseOrderConfirmed,
    "headrace.srm.v1.PurchaseOrderCancelled": srm.PurchaseOrderCancelled,
    "headrace.srm.v1.PurchaseOrderLineClosed": srm.PurchaseOrderLineClosed,
    "headrace.srm.v1.DeliveryNoteSent": srm.DeliveryNoteSent,
    "headrace.traceability.v1.TreeHeadSigned": traceability.TreeHeadSigned,
}
