"""The blueprint that the modules of this package hang their routes on."""

from elearn.web.api import ApiBlueprint

blueprint = ApiBlueprint("mandates", __name__, description="What charters ask, and of whom")
