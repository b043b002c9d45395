"""A PDF → another one of the same pages, written anew from what pages are printed of and no more.

Read by Python alone (pypdf): no stream is decoded but pictures that hide behind another coding.
The rooms, each knowing only those before it: pictures, opening, printing, annotations, work.
"""
