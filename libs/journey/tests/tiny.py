"""A tiny company's files in AdventureWorks' shape: a table of a top and four legs."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "unit_measure": "unit_measure_code,name\nEA,Each\nKG,Kilogram\n",
    "product_category": "product_category_id,name\n1,Furniture\n",
    "product_subcategory": "product_subcategory_id,product_category_id,name\n1,1,Tables\n",
    "product": (
        "product_id,name,product_number,make_flag,finished_goods_flag,safety_stock_level,standard_cost,list_price,"
        "days_to_manufacture,product_subcategory_id\n"
        "1,Table,TB-1,1,1,2,40.00,99.9950,2,1\n"
        "2,Top,TP-1,1,0,0,20.00,.0000,1,\n"
        "3,Leg,LG-1,0,0,10,2.00,.0000,0,\n"
        "4,Glue,GL-1,0,0,1,1.00,.0000,0,\n"
    ),
    "bill_of_materials": (
        "product_assembly_id,component_id,start_date,end_date,unit_measure_code,per_assembly_qty\n"
        ",1,2020-01-01,,EA,1.00\n"
        "1,2,2020-01-01,,EA,1.00\n"
        "1,3,2020-01-01,2020-05-31,EA,3.00\n"
        "1,3,2020-06-01,,EA,4.00\n"
        "2,4,2020-01-01,,KG,0.25\n"
    ),
    "location": (
        "location_id,name,cost_rate,availability\n1,Store,.0000,.00\n10,Saw,20.0000,80.00\n20,Bench,15.0000,40.00\n"
    ),
    "product_inventory": "product_id,location_id,shelf,bin,quantity\n1,20,A,1,5\n2,10,B,2,3\n3,1,N/A,0,50\n4,1,C,1,0\n",
    "vendor": "business_entity_id,name,credit_rating\n7,Legs & Co,1\n8,Glueworks,2\n",
    "product_vendor": (
        "product_id,business_entity_id,average_lead_time,standard_price,min_order_qty,unit_measure_code\n"
        "3,7,10,1.9876,20,EA\n4,8,5,.9000,1,CAN\n"
    ),
    "purchase_order_header": (
        "purchase_order_id,vendor_id,order_date,ship_date\n1,7,2021-01-01,2021-01-08\n2,8,2021-02-01,\n"
    ),
    "purchase_order_detail": (
        "purchase_order_id,purchase_order_detail_id,due_date,order_qty,product_id,unit_price,received_qty,rejected_qty\n"
        "1,1,2021-01-10,100,3,1.9876,100.00,4.00\n2,2,2021-02-10,3,4,.9000,.00,.00\n"
    ),
    "sales": (
        "order_date,order_number,line,product_number,customer,quantity,unit_price\n"
        "2019-06-01,S1,1,TB-1,Kim,2,99.995\n2019-06-30,S2,1,TB-1,Lee,1,99.995\n2019-06-30,S3,1,TB-1,Lee,1,99.995\n"
    ),
    "ship_method": "ship_method_id,name\n1,TRUCK - FAST\n",
}


def write(folder: Path, **changed: str) -> Path:
    """The files, with some of them changed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **changed}.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def with_line(name: str, line: str) -> str:
    return FILES[name] + line + "\n"
