/* What Wagtail's own scripts need to be told in the editor. */

// The cropping tool asks by an inline event handler whether there is a touch screen: the policy refuses those.
if (window.jQuery?.Jcrop) window.jQuery.Jcrop.defaults.touchSupport = "ontouchstart" in window;
