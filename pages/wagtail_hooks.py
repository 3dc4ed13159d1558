from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from pages.links import AnsweringPageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def links_lead_to_addresses_that_answer(features: FeatureRegistry) -> None:
    """After Wagtail's own handler of the same name, which this takes the place of."""
    features.register_link_type(AnsweringPageLinkHandler)
