"""How gunicorn serves: a few processes with threads; each opens its own database connections."""

import os

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("ELEARN_THREADS", "4"))
worker_class = "gthread"
preload_app = True
control_socket_disable = True
accesslog = os.environ.get("ELEARN_ACCESS_LOG")
timeout = 60
graceful_timeout = 30
keepalive = 5


def when_ready(server):  # noqa: ANN001, ANN201
    """Tell the newcomer where to look."""
    from elearn.demo import greeting
    from wsgi import app

    chosen = app.config["ELEARN"]
    if chosen.demo:
        server.log.info("\n\n%s\n", greeting(chosen.public_url))


def post_fork(_server, _worker):  # noqa: ANN001, ANN201
    """Leave the connections of the parent process to the parent."""
    from elearn.database import db
    from wsgi import app

    with app.app_context():
        db.engine.dispose(close=False)
