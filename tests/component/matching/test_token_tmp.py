import asyncio
from libs.common.contracts import Service
from tests.component.matching.test_live import *
from tests.component.conftest import bench

async def test_tokens(bench):
    db=bench.database(Service.JOURNAL); other=bench.database(Service.MATCHING)
    stop=asyncio.Event()
    async def busy():
        n=0
        c=other.client.get_database("otherx")
        while not stop.is_set():
            n+=1
            await asyncio.gather(*(c["rows"].replace_one({"_id":(n,k)},{"n":n},upsert=True) for k in range(20)))
    for load in (0,1):
        t=asyncio.create_task(busy()) if load else None
        for i in range(8):
            async with await db["people"].watch(full_document="updateLookup", max_await_time_ms=1000) as s:
                await keep(db, make_mentor(f"tom{i}{load}"))
                while True:
                    c=await s.try_next()
                    if c: print("event", load, len(c["_id"]["_data"]), len(s.resume_token["_data"]), c["_id"]==s.resume_token); break
                c=await s.try_next(); print("later", len(s.resume_token["_data"]), c)
            try:
                async with await other["people"].watch(resume_after=s.resume_token) as s2: 
                    print("resumed elsewhere", await s2.try_next())
            except Exception as e: print(type(e), e.code)
        stop.set()
        if t: await t
