"""Addresses of what belongs to a customer's card."""

from django.urls import path

from accounts.views import customer_attributes, customer_card, dependants, merging, tags

CUSTOMERS = "o/<slug:slug>/customers/"
CUSTOMER = f"{CUSTOMERS}<uuid:customer_id>/"
DEPENDANT = "o/<slug:slug>/customers/dependants/<uuid:dependant_id>/"
NOTE = f"{CUSTOMERS}notes/<uuid:note_id>/"
TAG = f"{CUSTOMERS}tags/<uuid:tag_id>/"
FIELD = f"{CUSTOMERS}fields/<uuid:attribute_id>/"

urlpatterns = [
    path(f"{CUSTOMER}dependants/new/", dependants.dependant_create, name="dependant_create"),
    path(DEPENDANT, dependants.dependant_update, name="dependant_update"),
    path(f"{DEPENDANT}archive/", dependants.dependant_archive, name="dependant_archive"),
    path(f"{DEPENDANT}restore/", dependants.dependant_restore, name="dependant_restore"),
    path(f"{DEPENDANT}vaccinations/", dependants.vaccinations, name="vaccinations"),
    path(
        f"{CUSTOMERS}vaccinations/<uuid:vaccination_id>/removal/",
        dependants.vaccination_removal,
        name="vaccination_removal",
    ),
    path(f"{CUSTOMERS}tags/", tags.tag_list, name="tag_list"),
    path(f"{CUSTOMERS}tagged/", tags.tagged_customers, name="tagged_customers"),
    path(TAG, tags.tag_update, name="tag_update"),
    path(f"{TAG}removal/", tags.tag_removal, name="tag_removal"),
    path(f"{CUSTOMER}tags/", customer_card.customer_tags, name="customer_tags"),
    path(
        f"{CUSTOMER}tags/<uuid:tag_id>/removal/",
        customer_card.customer_tag_removal,
        name="customer_tag_removal",
    ),
    path(f"{CUSTOMER}notes/", customer_card.customer_notes, name="customer_notes"),
    path(NOTE, customer_card.note_update, name="note_update"),
    path(f"{NOTE}pin/", customer_card.note_pin, name="note_pin"),
    path(f"{NOTE}removal/", customer_card.note_removal, name="note_removal"),
    path(f"{CUSTOMER}consent/", customer_card.customer_consent, name="customer_consent"),
    path(f"{CUSTOMER}archive/", customer_card.customer_archive, name="customer_archive"),
    path(f"{CUSTOMER}restore/", customer_card.customer_restore, name="customer_restore"),
    path(f"{CUSTOMERS}duplicates/", merging.duplicate_list, name="duplicate_list"),
    path(f"{CUSTOMER}merge/", merging.customer_merge, name="customer_merge"),
    path(
        f"{CUSTOMER}merge/<uuid:other_id>/",
        merging.customer_merge_with,
        name="customer_merge_with",
    ),
    path(f"{CUSTOMERS}fields/", customer_attributes.attribute_list, name="attribute_list"),
    path(f"{CUSTOMERS}fields/new/", customer_attributes.attribute_create, name="attribute_create"),
    path(FIELD, customer_attributes.attribute_update, name="attribute_update"),
    path(f"{FIELD}archive/", customer_attributes.attribute_archive, name="attribute_archive"),
    path(f"{FIELD}restore/", customer_attributes.attribute_restore, name="attribute_restore"),
    path(f"{FIELD}up/", customer_attributes.attribute_up, name="attribute_up"),
]
