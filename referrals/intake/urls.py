from django.urls import path

from referrals.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("identity/", views.identity, name="identity"),
    path("wraps/", views.wraps_of_worker, name="wraps"),
    path("rows/", views.rows, name="rows"),
    path("cases/<uuid:case>/open/", views.open_case, name="open_case"),
    path("cases/<uuid:case>/next/", views.next_seq, name="next_seq"),
    path("cases/<uuid:case>/reply/", views.reply, name="reply"),
    path("epoch/", views.epoch, name="epoch"),
]
