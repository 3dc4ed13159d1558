from wagtail import hooks

from home.placeholders import unknown_in

# What the form of a page asks about its text.
hooks.register("names_of_nothing", unknown_in)
