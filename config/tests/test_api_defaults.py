"""What a view of the API is that says nothing of itself."""

from django.test import RequestFactory
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class Quiet(APIView):
    """Says nothing of who may come in."""

    def get(self, request: Request) -> Response:
        return Response({})


def test_nobody_is_let_in_by_default(rf: RequestFactory) -> None:
    assert Quiet.as_view()(rf.get("/")).status_code == 403
