"""Dimensions to look things up in; they change by loads alone."""

from django.contrib import admin

from core.models import Item, Region, Site, Supplier
from nova.api.readonly import ReadOnlyAdmin


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    list_display = ("item_id", "sku", "name", "family", "abc_class", "criticality", "active")
    list_filter = ("active", "abc_class")
    search_fields = ("sku", "name", "family", "category")
    ordering = ("item_id",)


@admin.register(Site)
class SiteAdmin(ReadOnlyAdmin):
    list_display = ("site_id", "code", "name", "region", "site_type", "active")
    list_filter = ("active", "site_type")
    list_select_related = ("region",)
    search_fields = ("code", "name", "region__name")
    ordering = ("site_id",)


@admin.register(Supplier)
class SupplierAdmin(ReadOnlyAdmin):
    list_display = ("supplier_id", "code", "name", "supplier_type", "active")
    list_filter = ("active", "supplier_type")
    search_fields = ("code", "name")
    ordering = ("supplier_id",)


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ("region_id", "name", "state_code", "economic_zone")
    search_fields = ("name", "state_code")
    ordering = ("region_id",)
